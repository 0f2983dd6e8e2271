import { list } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const network = group({
  OUTBOUND_ALLOWED_HOSTS: {
    schema: list,
    doc: 'comma-separated hosts, host:port or networks (CIDR) that requests may reach although they are not on the public internet',
  },
})
