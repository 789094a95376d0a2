// Edits of a genuine request, each of which changes one thing that a scheme reads, wherever it stands.

import { at, put } from "../../oracle/json.mjs";
import { drop, set } from "./kit.mjs";

const next = (character) => (character === "z" ? "a" : character === "Z" ? "A" : character === "9" ? "0" : String.fromCharCode(character.charCodeAt(0) + 1));
/** The text with its last letter or digit made another one. */
export const changed = (text) => text.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, next);

export const header = (request, name, edit) => {
  const [, value] = request.headers.find(([own]) => own.toLowerCase() === name.toLowerCase());
  return { ...request, headers: edit ? set(request.headers, name, edit(value)) : drop(request.headers, name) };
};
export const body = (request, edit) => ({ ...request, body: { utf8: edit(request.body.utf8) } });

/** `edit` gets the value's text as JSON has it; without one the member is taken out. */
export const json = (request, pointer, edit) => body(request, (text) => {
  if (!edit) return put(text, pointer, undefined);
  const value = JSON.parse(text.length > 0 && JSON.stringify(at(text, pointer).text));
  const number = typeof pointerValue(text, pointer) === "number";
  return put(text, pointer, number ? Number(edit(value)) : edit(value));
});
const pointerValue = (text, pointer) =>
  pointer.split("/").slice(1).reduce((node, token) => node[token.replaceAll("~1", "/").replaceAll("~0", "~")], JSON.parse(text));

/** A pair of a form or a query; without `edit` it is taken out. */
const pair = (text, name, edit) => {
  const pairs = text.split("&");
  const at = pairs.findIndex((own) => own.startsWith(`${encodeURIComponent(name)}=`) || own.startsWith(`${name}=`));
  if (at < 0) throw new Error(`no ${name} in ${text}`);
  const [key, value] = pairs[at].split("=");
  if (edit) pairs[at] = `${key}=${encodeURIComponent(edit(decodeURIComponent(value)))}`;
  else pairs.splice(at, 1);
  return pairs.join("&");
};
export const form = (request, name, edit) => body(request, (text) => pair(text, name, edit));
export const query = (request, name, edit) => {
  const [path, rest] = request.url.split("?");
  return { ...request, url: `${path}?${pair(rest, name, edit)}` };
};

/** The text of the signature's place, edited or taken out. */
export function place(scheme, request, edit) {
  const { signature } = scheme;
  if (signature.form) return form(request, signature.form, edit);
  if (signature.json) return json(request, signature.json, edit);
  if (signature.urlToken) return query(request, signature.urlToken, edit);
  return header(request, signature.header ?? signature.headers[0], edit);
}

/** The signature itself, without what stands around it in its place. */
export function signature(scheme, request, edit) {
  const { list, prefix = "" } = scheme.signature;
  return place(scheme, request, (text) => {
    if (!list) return prefix + edit(text.slice(prefix.length));
    const elements = text.split(list.separator);
    const last = elements.pop();
    const head = list.kind === "tagged" ? list.tag.length : list.kind === "key-value" ? last.indexOf(list.assign ?? "=") + 1 : 0;
    return [...elements, last.slice(0, head) + edit(last.slice(head))].join(list.separator);
  });
}

/** The timestamp, where it stands in the signature's list. */
export function listedTime({ signature: { list, ...where } }, request, edit) {
  return place({ signature: where }, request, (text) => {
    const elements = text.split(list.separator);
    const at = list.kind === "positional" ? 0 : elements.findIndex((element) => element.startsWith(`${list.timestampKey}${list.assign ?? "="}`));
    const head = list.kind === "positional" ? 0 : elements[at].indexOf(list.assign ?? "=") + 1;
    if (edit) elements[at] = elements[at].slice(0, head) + edit(elements[at].slice(head));
    else elements.splice(at, 1);
    return elements.join(list.separator);
  });
}
