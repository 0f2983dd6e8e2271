import type { Metadata } from 'next'
import Link from 'next/link'
import { z } from 'zod'

import { CreateToken } from '#app/(dashboard)/settings/api-tokens/_components/create-token.client.tsx'
import { RevokeToken } from '#app/(dashboard)/settings/api-tokens/_components/revoke-token.client.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
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
import { Time } from '#components/ui/time.client.tsx'
import { listApiTokens } from '#lib/accounts/queries.ts'
import type { ApiTokenView } from '#lib/accounts/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { settings } from '#lib/platform/config/settings.ts'

export const metadata: Metadata = { title: 'API tokens' }

const Query = z.object({ cursor: z.string().max(500).optional().catch(undefined) })

type TokensPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

function TokenRow({ token }: { token: ApiTokenView }) {
  return (
    <TableRow>
      <TableCell className="max-w-72 min-w-40">
        <span className="block truncate font-medium">{token.name}</span>
        <span className="text-muted-foreground block font-mono text-xs">{token.prefix}…</span>
      </TableCell>
      <TableCell className="max-w-48 truncate">{token.user.name}</TableCell>
      <TableCell className="whitespace-nowrap">{token.scopes.join(', ')}</TableCell>
      <TableCell className="text-muted-foreground whitespace-nowrap">
        {token.last_used_at ? <Time value={token.last_used_at} style="ago" /> : 'never'}
      </TableCell>
      <TableCell className="text-muted-foreground whitespace-nowrap">
        {token.expires_at ? <Time value={token.expires_at} style="ago" /> : 'never'}
      </TableCell>
      <TableCell className="w-px text-right">
        <RevokeToken id={token.id} name={token.name} />
      </TableCell>
    </TableRow>
  )
}

export default async function TokensPage({ searchParams }: TokensPageProps) {
  const ctx = await requestCtx()
  const { cursor } = Query.parse(await searchParams)
  const { data, next_cursor } = await listApiTokens(ctx, { limit: 50, cursor })
  return (
    <>
      <PageHeader
        title="API tokens"
        description={
          <>
            For CI, the <code className="font-mono text-xs">earshot</code> command and whatever else
            calls the{' '}
            <Link href="/docs" className="underline underline-offset-4">
              API
            </Link>
            .
          </>
        }
      />
      <div className="space-y-4">
        <CreateToken maxDays={settings().API_TOKEN_MAX_DAYS} />
        {data.length === 0 ? (
          <EmptyState
            title="No token yet"
            description="A token lets a pipeline or a script use the API as you."
          />
        ) : (
          <Card>
            <Table aria-label="API tokens">
              <TableHead>
                <TableRow>
                  <TableHeader>Token</TableHeader>
                  <TableHeader>Acts as</TableHeader>
                  <TableHeader>Scopes</TableHeader>
                  <TableHeader>Last used</TableHeader>
                  <TableHeader>Expires</TableHeader>
                  <TableHeader>
                    <span className="sr-only">Revoke</span>
                  </TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {data.map((token) => (
                  <TokenRow key={token.id} token={token} />
                ))}
              </TableBody>
            </Table>
          </Card>
        )}
      </div>
      <Pagination
        newerHref={cursor ? '/settings/api-tokens' : null}
        olderHref={
          next_cursor
            ? `/settings/api-tokens?${new URLSearchParams({ cursor: next_cursor })}`
            : null
        }
      />
    </>
  )
}
