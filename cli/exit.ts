/** What the command's exit code tells; others script against it. */
export const exitCodes = { ok: 0, failures: 1, error: 2, invalid: 3 } as const

/** Ends the command with a message and without a stack. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = exitCodes.error) {
    super(message)
    this.exitCode = exitCode
  }
}
