// The web application alone, as containers run it: the database, the schema and the build are there already, and workers
// are programs of their own (workers/main.ts). Ends with SIGTERM.
import { log } from '#lib/platform/log.ts'
import { logUncaught } from '#lib/platform/processes/log-uncaught.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { superviseChild } from '#lib/platform/processes/supervise-child.ts'
import { publicUrl } from '#scripts/processes/environment.ts'
import { web } from '#scripts/processes/programs.ts'

logUncaught()
const { API_HOST: host, PORT: port, NEXTAUTH_URL, SILENCE_LIMIT_SECONDS } = settings()
const url = publicUrl(port)
const site = superviseChild({
  name: web.name,
  args: web.args('production', { host, port }),
  env: {
    ...process.env,
    NODE_ENV: 'production',
    PROCESS_NAME: web.name,
    FRONTEND_URL: url,
    NEXTAUTH_URL: NEXTAUTH_URL ?? url,
  },
  output: (line) => void process.stdout.write(`${line}\n`),
  log: (line) => log.error({ program: web.name }, line),
  silenceMs: SILENCE_LIMIT_SECONDS * 1_000,
})

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await site.stop(web.graceMs)
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
