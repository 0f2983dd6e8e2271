import { z } from 'zod'

import { rulings } from '#db/enums.ts'
import type { Precedent } from '#lib/engines/validation/score.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'

const Ruling = z.object({
  place: z.number(),
  id: z.uuid(),
  ruling: z.enum(rulings),
  turn: z.number(),
  context: z.string(),
  form: z.string(),
  by: z.string().nullable(),
  at: z.union([z.date(), z.string()]).transform((at) => new Date(at).toISOString()),
})

/** A decision of a person on a reply, whatever the case asks by now. */
export type Ruling = z.output<typeof Ruling>

/** Whose replies are decided: those of a case in one language. */
export type DecidedPlace = { organizationId: string; caseId: string; language: string }

const live = (ruling: 'approved' | 'rejected') => `
  select k.place::int, p.id, '${ruling}' as ruling, p.turn, p.context_hash as context, p.form, u.name as by, p.created_at as at
  from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as k(organization_id, case_id, language, place)
  join ${ruling}_replies p on p.organization_id = k.organization_id and p.case_id = k.case_id and p.language = k.language
  left join users u on u.id = p.created_by
  where p.withdrawn_at is null`

/** Decisions that stand on the replies of each of these places, in their order. One statement for all of them. */
export async function loadRulings(
  db: Statements,
  places: readonly DecidedPlace[],
): Promise<Ruling[][]> {
  const { rows } = await db.executeSql(`${live('approved')} union all ${live('rejected')}`, [
    places.map(({ organizationId }) => organizationId),
    places.map(({ caseId }) => caseId),
    places.map(({ language }) => language),
  ])
  const byPlace = Map.groupBy(z.array(Ruling).parse(rows), ({ place }) => place)
  return places.map((_, at) => byPlace.get(at + 1) ?? [])
}

/**
 * What these decisions say of a case, as far as the questions are still the same (`contexts`: `contextHashes` of the case).
 * A wording on which people disagree decides nothing.
 */
export function precedentsOf(
  rulingsOfCase: readonly Ruling[],
  contexts: readonly string[],
): Precedent[] {
  const found = rulingsOfCase.filter(({ turn, context }) => contexts[turn] === context)
  const key = ({ turn, form }: Ruling) => `${turn} ${form}`
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

/** Decisions of people on the replies of a case in one language; see `precedentsOf`. */
export async function loadPrecedents(
  db: Statements,
  of: DecidedPlace,
  contexts: readonly string[],
): Promise<Precedent[]> {
  const [found = []] = await loadRulings(db, [of])
  return precedentsOf(found, contexts)
}
