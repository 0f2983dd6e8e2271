import { z } from 'zod'

import { rulings } from '#db/enums.ts'
import type { Precedent } from '#lib/engines/validation/score.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'

const Row = z.object({
  id: z.uuid(),
  ruling: z.enum(rulings),
  turn: z.number(),
  context: z.string(),
  form: z.string(),
  by: z.string().nullable(),
  at: z.union([z.date(), z.string()]).transform((at) => new Date(at).toISOString()),
})

const live = (ruling: 'approved' | 'rejected') => `
  select p.id, '${ruling}' as ruling, p.turn, p.context_hash as context, p.form, u.name as by, p.created_at as at
  from ${ruling}_replies p left join users u on u.id = p.created_by
  where p.organization_id = $1::uuid and p.case_id = $2::uuid and p.language = $3 and p.withdrawn_at is null`

/**
 * Decisions of people on the replies of a case in one language, as far as the questions are still the same (`contexts`:
 * `contextHashes` of the case). A wording on which people disagree decides nothing.
 */
export async function loadPrecedents(
  db: Statements,
  of: { organizationId: string; caseId: string; language: string },
  contexts: readonly string[],
): Promise<Precedent[]> {
  const { rows } = await db.executeSql(`${live('approved')} union all ${live('rejected')}`, [
    of.organizationId,
    of.caseId,
    of.language,
  ])
  const found = z
    .array(Row)
    .parse(rows)
    .filter(({ turn, context }) => contexts[turn] === context)
  const key = ({ turn, form }: (typeof found)[number]) => `${turn} ${form}`
  const disputed = new Map<string, Set<string>>()
  for (const row of found)
    disputed.set(key(row), (disputed.get(key(row)) ?? new Set()).add(row.ruling))
  return found
    .filter((row) => disputed.get(key(row))?.size === 1)
    .map(({ id, ruling, turn, form, by, at }) => ({
      id,
      ruling,
      turn,
      form,
      by: by ?? 'a former user',
      at,
    }))
}
