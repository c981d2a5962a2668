/** What a connection string says, for cases that need a part of it. */
export class Address {
  constructor(connectionString) {
    const [, scheme, user, hosts, query = ''] = /^([a-z+]+):\/\/(?:([^@/]*)@)?([^/?]+)\/?(\?.*)?$/.exec(connectionString);
    this.scheme = scheme;
    this.user = user;
    this.hosts = hosts.split(',');
    this.query = query;
  }

  get isSecure() {
    return !/[?&]tls=false/i.test(this.query);
  }

  /** The caller of the connection string, or, where nobody checks, anybody. */
  get credentials() {
    const [username = 'admin', password = 'changeit'] = (this.user ?? '').split(':').filter((t) => t).map(decodeURIComponent);
    return { username, password };
  }

  /** The same with other hosts, another caller, or one more option. */
  with({ hosts = this.hosts, user = this.user, option }) {
    const query = option ? `${this.query || '?'}${this.query ? '&' : ''}${option}` : this.query;
    return `${this.scheme}://${user ? `${user}@` : ''}${hosts.join(',')}${query}`;
  }
}
