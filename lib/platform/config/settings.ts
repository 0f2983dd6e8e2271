import { parseEnvironment, type Environment } from '#lib/platform/config/parse.ts'

let current: Environment | undefined

/**
 * Every setting, as it is now. To be called where a value is used, never kept: settings may change while a process runs.
 * The only reader of `process.env`. The first call parses them all and throws one Error that lists every fault.
 */
export const settings = (): Environment => (current ??= parseEnvironment(process.env))
