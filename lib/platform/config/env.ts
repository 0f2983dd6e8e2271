import { parseEnvironment } from '#lib/platform/config/parse.ts'

/** Every setting of the process, parsed once at start and frozen. The only reader of `process.env`. */
export const env = parseEnvironment(process.env)
