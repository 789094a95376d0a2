// Where the wasm module comes from on workerd, which compiles no bytes at run time: the file beside the script.

export { default } from "#core-wasm";
