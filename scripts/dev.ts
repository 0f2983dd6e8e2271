import { settings } from '#lib/platform/config/settings.ts'
import { banner } from '#scripts/processes/banner.ts'
import { startProduct } from '#scripts/processes/product.ts'
import { fromRoot } from '#scripts/processes/root.ts'
import { runMain } from '#scripts/processes/run-main.ts'

process.env['LOG_FORMAT'] ??= 'pretty'

await runMain(async (teardown) => {
  const dataDir = fromRoot(settings().EARSHOT_DATA_DIR)
  const product = await startProduct(
    {
      mode: 'development',
      dataDir,
      port: settings().PORT,
      host: settings().API_HOST,
      say: (line) => console.error(line),
      output: (line) => console.log(line),
    },
    teardown,
  )
  console.log(banner(product, { dataDir, seconds: performance.now() / 1_000 }))
  return new Promise<never>(() => {})
})
