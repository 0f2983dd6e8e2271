import { createOrganization } from '#lib/accounts/create-organization.ts'
import { CreateOrganizationInput, OrganizationView } from '#lib/accounts/schema.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  {
    summary: 'Make a further organization with its administrator (TENANCY_MODE=soft_multi_tenant)',
    body: CreateOrganizationInput,
    reply: OrganizationView,
    status: 201,
    permission: 'user:write',
    creates: true,
  },
  ({ ctx, body }) => createOrganization(ctx, body),
)
