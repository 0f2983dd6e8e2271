import { SchemaText } from '#app/docs/_components/schema-text.tsx'
import type { Operation } from '#app/docs/_lib/read-operations.ts'

function Part({ title, schema }: { title: string; schema: unknown }) {
  return (
    <details>
      <summary className="text-muted-foreground cursor-pointer text-xs">{title}</summary>
      <SchemaText schema={schema} />
    </details>
  )
}

/** One operation: address, what it does, what it takes and answers. */
export function OperationCard({ operation }: { operation: Operation }) {
  const { id, method, path, summary, permission, parameters, body, reply, status } = operation
  return (
    <article id={id} className="space-y-2 rounded-lg border p-4">
      <h3 className="flex flex-wrap items-baseline gap-2 font-mono text-sm">
        <span className="font-semibold">{method}</span>
        <span className="break-all">{path}</span>
      </h3>
      <p className="text-sm text-pretty">
        {summary}
        {permission && (
          <span className="text-muted-foreground">
            {' '}
            · needs <code>{permission}</code>
          </span>
        )}
      </p>
      {parameters.length > 0 && (
        <p className="text-muted-foreground text-xs">
          {parameters.map(({ name, place, required }) => (
            <code key={`${place} ${name}`} className="mr-3">
              {name}
              {required ? '' : '?'} ({place})
            </code>
          ))}
        </p>
      )}
      {body !== null && <Part title="Body" schema={body} />}
      {reply !== null && <Part title={`Answer ${status}`} schema={reply} />}
    </article>
  )
}
