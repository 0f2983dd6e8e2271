// A program of its own for the tests of the supervisor: starts PostgreSQL in the folder given as
// argument, reports it over IPC and lives until it is killed or told to stop.
import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'

const dataDir = process.argv[2]
if (dataDir === undefined) throw new Error('usage: postgres-program.ts FOLDER')

const postgres = await startEmbeddedPostgres({ dataDir, log: () => {}, volatile: true })
process.send?.({ url: postgres.url, adopted: postgres.adopted, pid: postgres.pid() })
process.once('message', () => {
  void postgres.stop().then(() => process.exit(0))
})
