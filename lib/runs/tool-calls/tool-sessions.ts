import { v7 as uuidv7 } from 'uuid'

import type { Sql } from '#db/client.ts'
import { toolsUrlOf } from '#lib/engines/connectors/tools-url.ts'
import type { PlacedMock } from '#lib/engines/validation/tools/placed-mock.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { publicUrl } from '#lib/platform/public-url.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { writeToolToken } from '#lib/runs/tool-calls/tool-token.ts'
import { unreadCalls, type AddressedCall } from '#lib/runs/tool-calls/unread-calls.ts'

/** The address at which tools of one conversation are called. */
export type ToolSession = {
  url: string
  /** calls that came since the last time, in their order */
  read(): Promise<AddressedCall[]>
  /** nothing answers there any more */
  close(): Promise<void>
}

/** Null when no public address of Earshot is set. */
export type OpenToolSession = (
  item: BegunItem,
  mocks: readonly PlacedMock[],
) => Promise<ToolSession | null>

/** s that an address outlives the longest conversation: its clock is another machine's */
const slack = 60

/** Opens addresses for tools below `base`, kept in the database: any web process answers there. */
export function createToolSessions(sql: Sql, base = publicUrl): OpenToolSession {
  return async ({ id: item, organizationId: organization, attempt, language }, mocks) => {
    const session = uuidv7()
    const seconds = settings().TEST_EXECUTION_TIMEOUT + slack
    const expires = Math.floor(Date.now() / 1_000) + seconds
    const token = writeToolToken({ session, organization, item, attempt, expires })
    const url = toolsUrlOf(token, base())
    if (url === null) return null
    await sql`
      insert into tool_sessions (id, organization_id, item_id, attempt, language, mocks, expires_at)
      values (${session}, ${organization}, ${item}, ${attempt}, ${language},
        ${sql.json(mocks)}, now() + make_interval(secs => ${seconds}))`
    return {
      url,
      read: async () => {
        const rows = await unreadCalls(sql, session)
        const ids = rows.map(({ id }) => id)
        if (ids.length > 0)
          await sql`update tool_session_calls set read_at = now() where id = any(${ids}::uuid[])`
        return rows
      },
      close: async () => {
        await sql`delete from tool_sessions where id = ${session}`
      },
    }
  }
}
