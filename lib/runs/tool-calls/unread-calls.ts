import type { Sql } from '#db/client.ts'
import type { Json } from '#lib/platform/json.ts'

/** A call that came to the address of a conversation. */
export type AddressedCall = {
  id: string
  callId: string
  name: string
  arguments: Json
  /** place of the mock that answered; null when none did */
  mock: number | null
  unmatched: string | null
  /** ms since it came, by the clock of the database */
  ageMs: number
}

/** Calls of a conversation that no turn has yet, in their order. */
export const unreadCalls = (sql: Sql, session: string): Promise<AddressedCall[]> => sql<
  AddressedCall[]
>`
  select id, call_id as "callId", name, arguments, mock, unmatched,
    (extract(epoch from (now() - requested_at)) * 1000)::float8 as "ageMs"
  from tool_session_calls
  where session_id = ${session} and read_at is null
  order by requested_at, id`
