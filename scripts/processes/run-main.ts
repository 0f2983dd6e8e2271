import { errorMessage } from '#lib/platform/errors.ts'
import { onStopSignal } from '#scripts/processes/signals.ts'
import { StoppedError, Teardown } from '#scripts/processes/teardown.ts'

/**
 * Runs a main job until it ends or is told to stop, then undoes all it registered. The process ends
 * with the code that `work` returns, 0 after a requested stop, and `failure` when anything throws.
 */
export async function runMain(
  work: (teardown: Teardown) => Promise<number>,
  failure = 1,
): Promise<never> {
  const teardown = new Teardown()
  const asked = Promise.withResolvers<number>()
  onStopSignal(
    (reason) => {
      process.stderr.write(`\nStopping (${reason}); once more to force…\n`)
      asked.resolve(0)
    },
    () => void teardown.force().finally(() => process.exit(failure)),
  )

  let code = failure
  try {
    code = await Promise.race([work(teardown), asked.promise])
  } catch (error) {
    if (!(error instanceof StoppedError)) process.stderr.write(`\n${errorMessage(error)}\n`)
  }
  try {
    await teardown.run()
  } catch (error) {
    process.stderr.write(`${errorMessage(error)}\n`)
    code = failure
  }
  process.exit(code)
}
