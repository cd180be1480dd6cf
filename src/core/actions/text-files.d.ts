/** Files whose text is built into the program. */
declare module '*.yaml' {
  const text: string;
  export default text;
}
