/** The number that lets this page insert styles under its Content-Security-Policy; empty in development. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/**
 * antd hands the nonce to its own styles, but its scroll lock and its scrollbar measurement (@rc-component/util 1.x)
 * insert styles without one and are refused, with an error in the console. So every new style element gets it.
 */
const create = document.createElement.bind(document) as typeof document.createElement

document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const element = create(name, options)
  if (name === 'style') element.nonce = nonce
  return element
}) as typeof document.createElement
