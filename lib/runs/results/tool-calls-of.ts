import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'

const path = '$[*] ? (@.validator == "say_do").detail.calls[*]'

/** Tools that were called in an execution, and how they ended, from its scores; null where none was. */
export const toolCallsOf = (scores: SQLWrapper): SQL<string[] | null> =>
  sql<string[] | null>`nullif(jsonb_path_query_array(${scores}, ${path}::jsonpath), '[]'::jsonb)`
