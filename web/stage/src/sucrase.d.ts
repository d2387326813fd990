declare module 'sucrase/dist/esm/parser/tokenizer/state' {
  export default class State {
    error: Error | null;
  }
}
