import { sql } from 'drizzle-orm'
import { check, text, timestamp, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { v7 as uuidv7 } from 'uuid'

/** Primary key: UUIDv7, made in the process so that ids sort by creation and rows can be linked before they are written. */
export const id = () => uuid().primaryKey().$defaultFn(uuidv7)

export const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow()

export const updatedAt = () =>
  timestamp({ withTimezone: true })
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date())

export const moment = () => timestamp({ withTimezone: true })

/** A text column that holds one of `values`: a check constraint, so that a new value is no table rewrite. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  text({ enum: values as unknown as [string, ...string[]] }).$type<T[number]>()

/** The check that belongs to a `oneOf` column. */
export const oneOfCheck = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`)
