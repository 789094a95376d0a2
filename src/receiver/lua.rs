//! What a record becomes, said to Redis (5 or newer): one Lua script a change, so that nothing comes between.
//!
//! `KEYS[1]` is the event's; the value is a hash of `s` state, `t` token, `a` attempt, `l` end of the lease, `d` digest. Times are
//! milliseconds since 1970 by the server's clock, and what need not be remembered any longer expires by itself. There is no inbox:
//! a server that forgets its last second forgets deliveries that were answered.

/// Claims an event: `{'won', attempt}`, `{'busy', milliseconds}`, `{'done', 0}`, `{'dead', 0}` or `{'conflict', 0}`.
///
/// `ARGV`: token, digest, milliseconds of the lease, milliseconds for which to remember it.
pub const CLAIM: &str = "local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local r = redis.call('HMGET', KEYS[1], 's', 't', 'a', 'l', 'd')
local attempt = 1
if r[1] then
  if r[1] ~= 'pending' then return {r[5] == ARGV[2] and r[1] or 'conflict', 0} end
  if r[2] == ARGV[1] then attempt = tonumber(r[3])
  elseif tonumber(r[4]) > now then return {'busy', tonumber(r[4]) - now}
  else attempt = tonumber(r[3]) + 1 end
end
local lease = now + tonumber(ARGV[3])
redis.call('HSET', KEYS[1], 's', 'pending', 't', ARGV[1], 'a', attempt, 'l', string.format('%.0f', lease), 'd', ARGV[2])
redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', lease + tonumber(ARGV[4])))
return {'won', attempt}";

/// Records that an event is done: 1 if it is by this holder. `ARGV`: token, milliseconds for which to remember it.
pub const COMPLETE: &str = "local r = redis.call('HMGET', KEYS[1], 's', 't')
if not r[1] or r[2] ~= ARGV[1] or r[1] == 'dead' then return 0 end
if r[1] == 'pending' then
  redis.call('HSET', KEYS[1], 's', 'done')
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1";

/// Gives an event back: 1 if it was this holder's. `ARGV`: token, milliseconds to leave it alone. It expires as long after that as it was to before.
pub const RELEASE: &str = "local r = redis.call('HMGET', KEYS[1], 's', 't', 'l')
if r[1] ~= 'pending' or r[2] ~= ARGV[1] then return 0 end
local t = redis.call('TIME')
local lease = t[1] * 1000 + math.floor(t[2] / 1000) + tonumber(ARGV[2])
redis.call('HSET', KEYS[1], 't', '', 'l', string.format('%.0f', lease))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(1, redis.call('PTTL', KEYS[1]) + lease - tonumber(r[3]))))
return 1";

/// Holds an event on: 1 if it is this holder's. `ARGV`: token, milliseconds from now.
pub const EXTEND: &str = "local r = redis.call('HMGET', KEYS[1], 's', 't', 'l')
if r[1] ~= 'pending' or r[2] ~= ARGV[1] then return 0 end
local t = redis.call('TIME')
local lease = t[1] * 1000 + math.floor(t[2] / 1000) + tonumber(ARGV[2])
redis.call('HSET', KEYS[1], 'l', string.format('%.0f', lease))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(1, redis.call('PTTL', KEYS[1]) + lease - tonumber(r[3]))))
return 1";

/// Where an event stands: `pending`, `done`, `dead`, or nothing.
pub const LOOK: &str = "return redis.call('HGET', KEYS[1], 's')";

/// Every script with its name, for the bindings that are generated from it.
pub const ALL: &[(&str, &str)] = &[("CLAIM", CLAIM), ("COMPLETE", COMPLETE), ("RELEASE", RELEASE), ("EXTEND", EXTEND), ("LOOK", LOOK)];
