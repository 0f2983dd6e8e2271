/** Why a bundle cannot be taken for genuine, in words for a person. */
export class BundleFault extends Error {}
