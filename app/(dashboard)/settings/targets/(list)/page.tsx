import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { z } from 'zod'

import { CheckButton } from '#app/(dashboard)/settings/targets/_components/check-button.client.tsx'
import { LastCheck } from '#app/(dashboard)/settings/targets/_components/last-check.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { getConnector } from '#lib/engines/connectors/registry.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { listTargets } from '#lib/targets/queries.ts'
import type { TargetView } from '#lib/targets/schema.ts'

export const metadata: Metadata = { title: 'Targets' }

const Query = z.object({ cursor: z.string().max(500).optional().catch(undefined) })

type TargetsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

function TargetRow({ target, canWrite }: { target: TargetView; canWrite: boolean }) {
  return (
    <TableRow>
      <TableCell className="max-w-72 min-w-40">
        <Link
          href={`/settings/targets/${target.id}`}
          className="block truncate font-medium hover:underline"
        >
          {target.name}
        </Link>
      </TableCell>
      <TableCell className="whitespace-nowrap">{getConnector(target.connector).label}</TableCell>
      <TableCell className="min-w-44">
        <LastCheck check={target.last_check} />
      </TableCell>
      <TableCell>
        <Badge tone={target.is_active ? 'passed' : 'neutral'}>
          {target.is_active ? 'active' : 'inactive'}
        </Badge>
      </TableCell>
      {canWrite && (
        <TableCell>
          <CheckButton targetId={target.id} />
        </TableCell>
      )}
    </TableRow>
  )
}

export default async function TargetsPage({ searchParams }: TargetsPageProps) {
  const ctx = await requestCtx()
  const { cursor } = Query.parse(await searchParams)
  const { data, next_cursor } = await listTargets(ctx, { limit: 50, cursor })
  const canWrite = may(ctx.actor, 'target:write')
  const add = canWrite && (
    <Button asChild>
      <Link href="/settings/targets/new">
        <Plus aria-hidden /> Add target
      </Link>
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Targets"
        description="The voice AIs under test: how each is reached, and with which credentials."
        actions={add}
      />
      {data.length === 0 ? (
        <EmptyState
          title="No target yet"
          description="A run needs a voice AI to speak to."
          action={add}
        />
      ) : (
        <Card>
          <Table aria-label="Targets">
            <TableHead>
              <TableRow>
                <TableHeader>Target</TableHeader>
                <TableHeader>Connector</TableHeader>
                <TableHeader>Last check</TableHeader>
                <TableHeader>State</TableHeader>
                {canWrite && (
                  <TableHeader>
                    <span className="sr-only">Check</span>
                  </TableHeader>
                )}
              </TableRow>
            </TableHead>
            <TableBody>
              {data.map((target) => (
                <TargetRow key={target.id} target={target} canWrite={canWrite} />
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
      <Pagination
        newerHref={cursor ? '/settings/targets' : null}
        olderHref={
          next_cursor ? `/settings/targets?${new URLSearchParams({ cursor: next_cursor })}` : null
        }
        newerLabel="First"
        olderLabel="More"
      />
    </>
  )
}
