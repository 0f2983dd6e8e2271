import cronstrue from 'cronstrue'

/** A cron expression in words: `At 02:30, every day`. As it is where there are no words for it. */
export const cronWords = (cron: string): string =>
  cronstrue.toString(cron, {
    use24HourTimeFormat: true,
    throwExceptionOnParseError: false,
    verbose: true,
  })
