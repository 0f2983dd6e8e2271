import { httpStatus, type ErrorCode } from '#lib/platform/errors.ts'
import { problemTitles } from '#lib/platform/problem-titles.ts'

const codes = Object.entries(httpStatus) as [ErrorCode, number][]

/** Every error code with its status; the `type` of a problem leads to its row. */
export function ProblemList() {
  return (
    <section aria-labelledby="problems" className="max-w-3xl space-y-4 p-4 sm:p-6">
      <h2 id="problems" className="text-lg font-semibold">
        Errors
      </h2>
      <p className="text-muted-foreground text-sm text-pretty">
        An error is answered as <code>application/problem+json</code> (RFC 9457). Its{' '}
        <code>type</code> leads here, <code>detail</code> says what happened, and{' '}
        <code>errors</code> names each faulty field.
      </p>
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[auto_1fr]">
        {codes.map(([code, status]) => (
          <div
            key={code}
            id={`problem-${code}`}
            className="target:bg-accent col-span-full grid grid-cols-subgrid rounded-md px-2 py-1"
          >
            <dt className="font-mono">
              {status} {code}
            </dt>
            <dd>{problemTitles[code]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
