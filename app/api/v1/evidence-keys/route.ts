import { listEvidenceKeys } from '#lib/evidence/keys.ts'
import { EvidenceKeyView } from '#lib/evidence/schema.ts'
import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'

export const GET = route(
  {
    summary:
      'The public keys that evidence bundles are signed with: the current one, then previous ones',
    permission: 'workspace:read',
    reply: pageOf(EvidenceKeyView),
  },
  () => Promise.resolve({ data: listEvidenceKeys(), next_cursor: null }),
)
