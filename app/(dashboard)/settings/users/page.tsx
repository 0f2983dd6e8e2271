import type { Metadata } from 'next'
import { z } from 'zod'

import { AddUser } from '#app/(dashboard)/settings/users/_components/add-user.client.tsx'
import { RoleSelect } from '#app/(dashboard)/settings/users/_components/role-select.client.tsx'
import { UserButtons } from '#app/(dashboard)/settings/users/_components/user-controls.client.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
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
import { listUsers } from '#lib/accounts/queries.ts'
import type { UserView } from '#lib/accounts/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Users' }

const Query = z.object({ cursor: z.string().max(500).optional().catch(undefined) })

type UsersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

function UserRow({ user, self }: { user: UserView; self: boolean }) {
  return (
    <TableRow>
      <TableCell className="max-w-72 min-w-44">
        <span className="flex items-center gap-2 font-medium">
          <span className="truncate">{user.name}</span>
          {self && <Badge tone="accent">you</Badge>}
        </span>
        <span className="text-muted-foreground block truncate text-xs">{user.email}</span>
      </TableCell>
      <TableCell className="w-48">
        <RoleSelect user={user} />
      </TableCell>
      <TableCell>
        <Badge tone={user.is_active ? 'passed' : 'neutral'}>
          {user.is_active ? 'active' : 'inactive'}
        </Badge>
        {user.password_due && (
          <span className="text-muted-foreground block text-xs">must choose a password</span>
        )}
      </TableCell>
      <TableCell className="text-muted-foreground whitespace-nowrap">
        {user.last_sign_in_at ? <Time value={user.last_sign_in_at} style="ago" /> : 'never'}
      </TableCell>
      <TableCell className="w-px">
        <UserButtons user={user} self={self} />
      </TableCell>
    </TableRow>
  )
}

export default async function UsersPage({ searchParams }: UsersPageProps) {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'user:write'))
    return (
      <>
        <PageHeader title="Users" />
        <EmptyState
          title="Only administrators manage users"
          description="Ask one of them to add somebody or to change a role."
        />
      </>
    )
  const { cursor } = Query.parse(await searchParams)
  const { data, next_cursor } = await listUsers(ctx, { limit: 50, cursor })
  return (
    <>
      <PageHeader
        title="Users"
        description="Who may sign in, and what their role lets them do."
        actions={<AddUser />}
      />
      <Card>
        <Table aria-label="Users">
          <TableHead>
            <TableRow>
              <TableHeader>User</TableHeader>
              <TableHeader>Role</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader>Last sign-in</TableHeader>
              <TableHeader>
                <span className="sr-only">Change</span>
              </TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {data.map((user) => (
              <UserRow key={user.id} user={user} self={user.id === ctx.actor.id} />
            ))}
          </TableBody>
        </Table>
      </Card>
      <Pagination
        newerHref={cursor ? '/settings/users' : null}
        olderHref={
          next_cursor ? `/settings/users?${new URLSearchParams({ cursor: next_cursor })}` : null
        }
        newerLabel="First"
        olderLabel="More"
      />
    </>
  )
}
