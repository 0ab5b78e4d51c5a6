const ENTRA = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An account as it is kept: Entra ids are the same in capital letters, and are kept in small ones; all others are left as they are. */
export const sameAccount = (account: string): string => (ENTRA.test(account) ? account.toLowerCase() : account);

/** A workspace or person as it is kept: Microsoft’s tenants and Entra ids in small letters, whoever typed them how. Slack’s ids keep theirs. */
export const sameId = (id: string): string => {
  const [platform, tenant = '', ...account] = id.split(':');
  return platform === 'teams' ? [platform, tenant.toLowerCase(), ...account.map(sameAccount)].join(':') : id;
};
