import { z } from 'zod'

/** `?limit=&cursor=` of every list. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.string().max(500).optional(),
})
export type PageQuery = z.output<typeof PageQuery>

/** `{ data, next_cursor }` of every list; null when there is nothing more. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable() })

export type Page<T> = { data: T[]; next_cursor: string | null }

/** Where the next page starts, opaque to callers: the sort key of the last row, as base64url of JSON. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key))
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The key in a cursor; null when it is not one of ours or does not fit `schema`. */
export function decodeCursor<T extends z.ZodType>(schema: T, cursor: string): z.output<T> | null {
  try {
    const text = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0)
    const result = schema.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    return result.success ? result.data : null
  } catch {
    return null
  }
}

/** Turns `limit + 1` rows into a page; the row too many says that there is more. */
export function toPage<Row, View>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => View,
  keyOf: (row: Row) => readonly (string | number)[],
): Page<View> {
  const last = rows[limit - 1]
  return {
    data: rows.slice(0, limit).map(view),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  }
}
