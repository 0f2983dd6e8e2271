import type { Metadata } from 'next'

import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import { OperationCard } from '#app/docs/_components/operation-card.tsx'
import { SchemaText } from '#app/docs/_components/schema-text.tsx'
import { readOperations } from '#app/docs/_lib/read-operations.ts'
import { describeApi } from '#lib/http/openapi.ts'
import { problemTitles } from '#lib/http/problem.ts'
import { httpStatus, type ErrorCode } from '#lib/platform/errors.ts'

export const metadata: Metadata = { title: 'API' }

const codes = Object.entries(httpStatus) as [ErrorCode, number][]

/** The API in words, from the same document that /api/openapi.json serves. */
export default function ApiPage() {
  const document = describeApi(apiRoutes())
  const { groups, schemas } = readOperations(document)
  return (
    <main className="mx-auto max-w-5xl space-y-10 px-4 py-8">
      <header className="space-y-3">
        <h1 className="text-2xl font-semibold tracking-tight">API</h1>
        <p className="text-muted-foreground text-pretty">
          JSON over HTTP with <code>Authorization: Bearer …</code>. Ids are UUIDv7, times RFC 3339
          in UTC, durations in ms. Lists answer <code>data</code> and <code>next_cursor</code>; pass
          the latter as <code>?cursor=</code>. Unknown body keys are refused. A POST that makes
          something takes an <code>Idempotency-Key</code>. The machine-readable description is at{' '}
          <a className="underline" href="/api/openapi.json">
            /api/openapi.json
          </a>
          .
        </p>
        <nav aria-label="Groups" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {groups.map(({ tag }) => (
            <a key={tag} className="underline" href={`#${tag}`}>
              {tag}
            </a>
          ))}
        </nav>
      </header>
      {groups.map(({ tag, operations }) => (
        <section key={tag} id={tag} aria-labelledby={`${tag}-title`} className="space-y-3">
          <h2 id={`${tag}-title`} className="text-lg font-semibold">
            {tag}
          </h2>
          {operations.map((operation) => (
            <OperationCard key={operation.id} operation={operation} />
          ))}
        </section>
      ))}
      <section id="problems" className="space-y-3">
        <h2 className="text-lg font-semibold">Problems</h2>
        <dl className="grid gap-2 text-sm sm:grid-cols-[auto_1fr]">
          {codes.map(([code, status]) => (
            <div key={code} id={`problem-${code}`} className="contents">
              <dt className="font-mono">
                {status} {code}
              </dt>
              <dd>{problemTitles[code]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section id="schemas" className="space-y-3">
        <h2 className="text-lg font-semibold">Schemas</h2>
        {schemas.map(({ name, schema }) => (
          <details key={name} id={`schema-${name}`} className="rounded-lg border p-3">
            <summary className="cursor-pointer font-mono text-sm">{name}</summary>
            <SchemaText schema={schema} />
          </details>
        ))}
      </section>
    </main>
  )
}
