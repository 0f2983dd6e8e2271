'use client'

import { useState } from 'react'

import { updateUserAction } from '#app/(dashboard)/settings/users/actions.ts'
import { roleLabels } from '#components/layout/types.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Select } from '#components/ui/select.tsx'
import { roles, type Role } from '#db/enums.ts'
import type { UserView } from '#lib/accounts/schema.ts'

/** What somebody can do with the role, for the person who gives it. */
const rights: Record<Role, string> = {
  admin:
    'They will be able to change everything: users and roles, credentials of targets, integrations and the validation policy.',
  qa_engineer:
    'They will be able to write suites, targets and schedules, start runs, and decide reviews, but not manage users, credentials or integrations.',
  reviewer: 'They will be able to read everything and to decide reviews, but not to start runs.',
  viewer: 'They will be able to read everything, and to change nothing.',
}

/** Asks before a role is changed: what it lets do, and whose it is. */
export function RoleSelect({ user }: { user: UserView }) {
  const [wanted, setWanted] = useState<Role | null>(null)
  return (
    <>
      <Select
        aria-label={`Role of ${user.name}`}
        value={wanted ?? user.role}
        onChange={({ target }) => setWanted(roles.find((role) => role === target.value) ?? null)}
        className="min-w-36"
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {roleLabels[role]}
          </option>
        ))}
      </Select>
      {wanted && (
        <ConfirmDialog
          title={`Change the role of ${user.name}?`}
          description={
            <>
              <strong className="text-foreground font-medium">
                {roleLabels[user.role]} → {roleLabels[wanted]}
              </strong>{' '}
              ({user.email}). {rights[wanted]} They are signed out and must sign in again; their API
              tokens are revoked.
            </>
          }
          confirmLabel={`Make ${roleLabels[wanted]}`}
          destructive={wanted === 'admin'}
          onConfirm={() => updateUserAction({ id: user.id, input: { role: wanted } })}
          done={`${user.name} is now ${roleLabels[wanted]}`}
          onClose={() => setWanted(null)}
        />
      )}
    </>
  )
}
