import { filterFrom, type ResultFilter } from '#app/(dashboard)/runs/[id]/_lib/result-filter.ts'
import { sortFrom, type ResultSort } from '#app/(dashboard)/runs/[id]/_lib/result-sort.ts'

/** What the results table shows and in which order. */
export type ResultView = { filter: ResultFilter; sort: ResultSort }

/** The view that an address asks for; what it does not know it leaves out. */
export const viewFrom = (params: Record<string, unknown>): ResultView => ({
  filter: filterFrom(params),
  sort: sortFrom(params),
})

/** The view as the query of an address: only what differs from the whole run in its order. */
export function viewQuery({ filter, sort }: ResultView): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value)
  if (sort) query.set('sort', sort.column)
  if (sort?.descending) query.set('dir', 'desc')
  return query
}

/** Items that come with the page: more than a window shows. Those after them come as somebody scrolls towards them. */
export const firstItems = 50
const furtherItems = 250

/** What a page of the table asks of the server. */
export function itemsQuery(view: ResultView, cursor: string | null = null): URLSearchParams {
  const query = viewQuery(view)
  query.set('limit', String(cursor === null ? firstItems : furtherItems))
  if (cursor !== null) query.set('cursor', cursor)
  return query
}
