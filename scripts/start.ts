import { settings } from '#lib/platform/config/settings.ts'
import { releaseMemory } from '#lib/platform/processes/release-memory.ts'
import { banner } from '#scripts/processes/banner.ts'
import { startProduct } from '#scripts/processes/product.ts'
import { fromRoot } from '#scripts/processes/root.ts'
import { runMain } from '#scripts/processes/run-main.ts'

const terminal = process.stdout.isTTY
// On a terminal the address stays in sight: only what needs attention is written below it.
if (terminal) {
  process.env['LOG_LEVEL'] ??= 'warn'
  process.env['LOG_FORMAT'] ??= 'pretty'
}
const nextBanner = /^\s*(▲|✓|- (Local|Network):)/

await runMain(async (teardown) => {
  const dataDir = fromRoot(settings().EARSHOT_DATA_DIR)
  const product = await startProduct(
    {
      mode: 'production',
      dataDir,
      port: settings().PORT,
      host: settings().API_HOST,
      say: (line) => console.error(line),
      output: (line) => {
        if (!nextBanner.test(line) && line.trim() !== '') console.log(line)
      },
    },
    teardown,
  )
  console.log(banner(product, { dataDir, seconds: performance.now() / 1_000 }))
  process.send?.({ ready: { url: product.url, password: product.demoPassword } })
  releaseMemory()
  return new Promise<never>(() => {})
})
