/** Files whose text is built into the program. */
declare module '*.yaml' {
  const text: string;
  export default text;
}

declare module '*.sh' {
  const text: string;
  export default text;
}

declare module '*.md' {
  const text: string;
  export default text;
}

declare module '*.awk' {
  const text: string;
  export default text;
}

declare module '*.txt' {
  const text: string;
  export default text;
}
