// Leaves out of the bundles how the SDK finds credentials where there are none in the environment: in files, by processes,
// single sign-on, web identities, containers and the metadata of instances. Lambda has put a role's credentials into the
// environment before it runs any code, and the SDK looks there first; it loads each of the others only when its turn comes.
// Were it ever to come, the promise rejects and says so.

const ELSEWHERE =
  /^(@aws-sdk\/credential-provider-(http|ini|process|sso|web-identity)|@smithy\/credential-provider-imds)$/;

export const environmentCredentials = {
  name: 'environment-credentials',
  setup(build) {
    build.onResolve({ filter: ELSEWHERE }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => {
      const text = `${path} is not in this bundle: Lambda gives credentials by the environment, which has none`;
      return { loader: 'js', contents: `export {};\nthrow new Error(${JSON.stringify(text)});\n` };
    });
  },
};
