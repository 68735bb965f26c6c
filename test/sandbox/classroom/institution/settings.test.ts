import { describe, expect, test } from 'vitest';
import { readInstitution } from '../../../../sandbox/classroom/institution/settings.ts';

describe('settings', () => {
  const env = {
    OIDC_ISSUER: 'https://login.school.example',
    OIDC_CLIENT_ID: 'lab',
    OIDC_INSTRUCTORS: 'groups=teachers, email=ines@school.example',
  };

  test('without an issuer there is no institution', () => {
    expect(readInstitution({})).toBeUndefined();
  });

  test('are read', () => {
    expect(readInstitution({ ...env, OIDC_CLIENT_SECRET: 's', OIDC_NAME: 'School' })).toEqual({
      name: 'School',
      issuer: new URL('https://login.school.example'),
      clientId: 'lab',
      clientSecret: 's',
      scope: 'openid profile email',
      instructors: [
        { claim: 'groups', value: 'teachers' },
        { claim: 'email', value: 'ines@school.example' },
      ],
    });
    expect(readInstitution({ ...env, OIDC_INSTRUCTORS: '*' })).toMatchObject({
      name: 'login.school.example',
      instructors: [],
    });
  });

  test.each([
    ['OIDC_ISSUER', { OIDC_ISSUER: 'http://login.school.example' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'school' }],
    ['OIDC_CLIENT_ID', { OIDC_CLIENT_ID: '' }],
    ['OIDC_INSTRUCTORS', { OIDC_INSTRUCTORS: '' }],
    ['OIDC_INSTRUCTORS', { OIDC_INSTRUCTORS: 'groups=teachers,ines' }],
  ])('a mistake in %s is named', (variable, change) => {
    expect(() => readInstitution({ ...env, ...change })).toThrow(variable);
  });

  test('a provider on trial on this machine may go without https', () => {
    const OIDC_ISSUER = 'http://127.0.0.1:3000';
    expect(readInstitution({ ...env, OIDC_ISSUER })?.issuer.port).toBe('3000');
  });
});
