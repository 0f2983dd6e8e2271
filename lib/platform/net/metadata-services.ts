import ipaddr from 'ipaddr.js'

/**
 * Where cloud providers hand machines their credentials and settings. Some of these addresses look like any other of the
 * public internet, and a wide network in OUTBOUND_ALLOWED_HOSTS does not mean them.
 */
const addresses = new Set(
  [
    '169.254.169.254', // AWS, Azure, Google Cloud, Oracle, DigitalOcean, OpenStack
    '169.254.170.2', // AWS ECS
    '169.254.170.23', // AWS EKS
    '169.254.0.23', // Tencent
    '168.63.129.16', // Azure WireServer
    '100.100.100.200', // Alibaba
    '192.0.0.192', // Oracle
    'fd00:ec2::254', // AWS
    'fd00:ec2::23', // AWS EKS
    'fd20:ce::254', // Google Cloud
    'fe80::a9fe:a9fe', // OpenStack
  ].map((address) => ipaddr.process(address).toNormalizedString()),
)

const names = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.platformequinix.com',
  'metadata.packet.net',
  'metadata.tencentyun.com',
  'instance-data',
  'instance-data.ec2.internal',
  'rancher-metadata',
])

export const isMetadataAddress = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  addresses.has(address.toNormalizedString())

/** `host` in lower case and without the root's dot. */
export const isMetadataName = (host: string): boolean => names.has(host)
