import type { Client } from '#cli/client.ts'
import { CommandError } from '#cli/exit.ts'
import { listAll } from '#cli/list-all.ts'
import { SuiteView } from '#lib/suites/schema.ts'

/** The suite of this name as text in the given format. */
export async function exportSuite(client: Client, name: string, format: string): Promise<string> {
  const found = await listAll(client, '/api/v1/suites', SuiteView, { search: name })
  const suite = found.find((entry) => entry.name.toLowerCase() === name.toLowerCase())
  if (!suite) throw new CommandError(`There is no suite named ${name}`)
  return client.text(`/api/v1/suites/${suite.id}/export`, { query: { format } })
}
