// What a caller learns of a delivery whose signature has been checked.

/**
 * A delivery that verified.
 *
 * The properties are worked out when they are read. What a scheme does not have is undefined. Look at {@link covers} before
 * you rely on a property: a scheme may report an id or a type that it does not sign.
 *
 * @typeParam E - what `json()` gives by default: the provider's events, or `unknown`
 */
export interface Verified<E = unknown> {
  /** Which secret matched, from 0, in the order given to the constructor. */
  readonly keyIndex: number;
  /** The event's id. */
  readonly id?: string | undefined;
  /** The event's type. */
  readonly type?: string | undefined;
  /** When the delivery was signed, to the second; only where the scheme signs a time. */
  readonly timestamp?: Date | undefined;
  /** The delivery's nonce. */
  readonly nonce?: string | undefined;
  /** What the signature protects, such as `["id", "timestamp", "body"]`; empty if it protects nothing but itself. */
  readonly covers: string[];
  /** Whether the signature covers the id: only then is it fit to tell events apart. */
  readonly idCovered: boolean;
  /**
   * The body, parsed as JSON, the same object each time. It is parsed here and not earlier, from the bytes that were given
   * to `verify`: do not change them in between.
   *
   * The type is a claim about the sender, not checked.
   *
   * @throws `WebhookError` `malformed_body` if the body is not UTF-8 or not JSON
   * @throws TypeError after `begin()`, which does not keep the body
   */
  json<T = E>(): T;
}
