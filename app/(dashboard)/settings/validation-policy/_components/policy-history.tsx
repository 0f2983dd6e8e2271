import Link from 'next/link'

import { RestoreVersion } from '#app/(dashboard)/settings/validation-policy/_components/restore-version.client.tsx'
import type { PolicyPlace } from '#app/(dashboard)/settings/validation-policy/_lib/policy-place.ts'
import { ChangesList } from '#components/policies/changes-list.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { Ctx } from '#lib/platform/context.ts'
import { diffPolicies, listPolicies } from '#lib/policies/queries.ts'
import type { PolicyView } from '#lib/policies/schema.ts'

type PolicyHistoryProps = {
  ctx: Ctx
  place: PolicyPlace
  /** newest version of this scope */
  baseVersion: number
  canWrite: boolean
  /** the version whose changes are shown */
  shown: number | null
  cursor: string | undefined
}

const perPage = 20

const hrefWith = ({ href }: PolicyPlace, query: Record<string, string>) => {
  const search = new URLSearchParams(query).toString()
  return `${href}${search && (href.includes('?') ? '&' : '?')}${search}#history`
}

/** One page of versions and, for each, the one before it. */
async function load({ ctx, place, cursor }: PolicyHistoryProps) {
  const of = { scope: place.scope, ...place.query }
  const page = await listPolicies(ctx, { ...of, limit: perPage, ...(cursor && { cursor }) })
  const next =
    page.next_cursor === null
      ? undefined
      : (await listPolicies(ctx, { ...of, limit: 1, cursor: page.next_cursor })).data[0]
  const rows = page.data.map((version, index) => ({
    version,
    before: page.data[index + 1] ?? next ?? null,
  }))
  return { rows, next: page.next_cursor }
}

async function Changes({ ctx, version, before }: { ctx: Ctx } & Row) {
  if (!before) return null
  if (version.settings === null)
    return (
      <p className="text-muted-foreground text-sm">
        From here on the wider policy held again; all settings of version {before.version} ended.
      </p>
    )
  const { changes } = await diffPolicies(ctx, before.id, version.id)
  return (
    <ChangesList
      label={`Changes of version ${version.version}`}
      changes={changes}
      none={`Version ${version.version} says the same as version ${before.version}.`}
    />
  )
}

type Row = { version: PolicyView; before: PolicyView | null }

function Version({ row, ...props }: PolicyHistoryProps & { row: Row }) {
  const { ctx, place, baseVersion, canWrite, shown } = props
  const { version, before } = row
  const open = shown === version.version
  return (
    <li className="space-y-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium tabular-nums">Version {version.version}</span>
        <span className="text-muted-foreground">
          {version.created_by?.name ?? 'a former user'},{' '}
          <Time value={version.created_at} style="ago" />
        </span>
        <span className="ml-auto flex flex-wrap items-center gap-3">
          {before && (
            <Link
              href={hrefWith(place, open ? {} : { version: String(version.version) })}
              scroll={false}
              aria-expanded={open}
              className="text-primary rounded-sm underline-offset-4 hover:underline"
            >
              {open ? 'Hide changes' : 'Show changes'}
              <span className="sr-only"> of version {version.version}</span>
            </Link>
          )}
          {canWrite && !version.newest && version.settings !== null && (
            <RestoreVersion id={version.id} version={version.version} baseVersion={baseVersion} />
          )}
        </span>
      </div>
      {(version.note || version.settings === null) && (
        <p className="text-pretty">
          {version.settings === null && (
            <span className="text-muted-foreground">Override removed. </span>
          )}
          {version.note}
        </p>
      )}
      {open && <Changes ctx={ctx} version={version} before={before} />}
    </li>
  )
}

/** Who changed the policy when and why, what each version changed, and the way back to it. */
export async function PolicyHistory(props: PolicyHistoryProps) {
  const { place, cursor } = props
  const { rows, next } = await load(props)
  return (
    <Card id="history">
      <CardHeader
        title="History"
        description="Each save makes a version. Versions are counted over the whole organization, so that a verdict’s number names one policy."
        className="pb-2"
      />
      {rows.length === 0 ? (
        <p className="text-muted-foreground px-4 pb-4 text-sm">
          No version of {place.words} has been saved yet.
        </p>
      ) : (
        <ol className="divide-y border-t text-sm">
          {rows.map((row) => (
            <Version key={row.version.id} {...props} row={row} />
          ))}
        </ol>
      )}
      <div className="px-4 pb-3 empty:hidden">
        <Pagination
          newerHref={cursor ? hrefWith(place, {}) : null}
          olderHref={next ? hrefWith(place, { history: next }) : null}
        />
      </div>
    </Card>
  )
}
