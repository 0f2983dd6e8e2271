/** A file of the repository that is written from code; `path` is taken from the project's folder. */
export type GeneratedFile = { path: string; text: string }

/** Makes files from code, without writing them: the same input gives the same text, byte for byte. */
export type Generator = () => Promise<GeneratedFile[]>
