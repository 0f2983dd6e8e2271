import { type ConnectionRow, toConnectionView } from '#lib/integrations/queries.ts'

/** What is learnt by using a connection is no setting. */
const learnt = { state: undefined, health: undefined, health_text: undefined }

const settingsOf = (row: ConnectionRow | null) => row && { ...toConnectionView(row), ...learnt }

/** A connection before and after a change, null where it is not there, as the activity log keeps it. */
export const connectionChanges = (before: ConnectionRow | null, after: ConnectionRow | null) => ({
  before: settingsOf(before),
  after: settingsOf(after),
})
