/** Where a command writes: results to `out`, everything about its progress to `err`. */
export type Terminal = {
  out: (text: string) => void
  err: (text: string) => void
  /** a person is watching: bars may move */
  isLive: boolean
}

export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  isLive: process.stderr.isTTY && !process.env.CI,
}
