import { openSql } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/config/database-url.ts'
import type { BegunItem } from '#lib/runs/outcome.ts'

import { createExecutor } from './executor.ts'

// One item, then the end. Our parent sends it over the channel that `fork` opened.
process.once('message', (item) => {
  void (async () => {
    const sql = openSql(requireDatabaseUrl(), { max: 1, name: 'earshot-quarantine' })
    const executor = createExecutor(sql)
    const executed = await executor.execute(item as BegunItem, new AbortController().signal)
    process.send?.(executed)
    await executor.close()
    await sql.end({ timeout: 5 })
  })()
})
