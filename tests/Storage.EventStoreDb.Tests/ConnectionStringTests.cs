namespace BudgetCoaching.Storage.EventStoreDb.Tests;

public sealed class ConnectionStringTests
{
    [Fact]
    public void A_host_alone_is_one_node_over_tls_with_the_defaults()
    {
        var options = EventStoreDbOptions.Parse("esdb://db.example.org");

        options.Should().BeEquivalentTo(new EventStoreDbOptions { Hosts = [new NodeAddress("db.example.org", 2113)] });
        options.IsCluster.Should().BeFalse();
    }

    [Theory]
    [InlineData("esdb://a,b", true)]
    [InlineData("esdb://a", false)]
    [InlineData("esdb+discover://a", true)]
    [InlineData("kurrentdb+discover://a", true)]
    [InlineData("KurrentDB://a", false)]
    [InlineData("kurrent://a:1/", false)]
    public void More_hosts_or_discover_mean_a_cluster(string text, bool isCluster)
    {
        EventStoreDbOptions.Parse(text).IsCluster.Should().Be(isCluster);
    }

    [Fact]
    public void Every_option_is_understood_in_any_case()
    {
        var file = typeof(ConnectionStringTests).Assembly.Location;

        var options = EventStoreDbOptions.Parse(
            "esdb://us%25er:p%40s%2Fs@[::1]:1000,10.0.0.1:2000/?TLS=true&tlsVerifyCert=false&tlsCaFile=" + file + "&userCertFile=" + file
            + "&userkeyfile=" + file + "&connectionName=books%201&maxDiscoverAttempts=3&discoveryInterval=7&gossipTimeout=8"
            + "&nodePreference=READONLYREPLICA&defaultDeadline=9&keepAliveInterval=-1&keepAliveTimeout=2000&throwOnAppendFailure=false");

        EventStoreDbOptions.Faults("esdb://us%3Aer:p@h").Should().Equal("A user's name holds no colon.");
        options.Hosts.Should().Equal(new NodeAddress("::1", 1000), new NodeAddress("10.0.0.1", 2000));
        options.Hosts[0].ToString().Should().Be("[::1]:1000");
        (options.User, options.Password).Should().Be(("us%er", "p@s/s"));
        options.Should().BeEquivalentTo(new
        {
            Tls = true,
            TlsVerifyCert = false,
            TlsCaFile = file,
            UserCertFile = file,
            UserKeyFile = file,
            ConnectionName = "books 1",
            MaxDiscoverAttempts = 3,
            DiscoveryInterval = TimeSpan.FromMilliseconds(7),
            GossipTimeout = TimeSpan.FromMilliseconds(8),
            NodePreference = NodePreference.ReadOnlyReplica,
            DefaultDeadline = TimeSpan.FromMilliseconds(9),
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            KeepAliveTimeout = TimeSpan.FromSeconds(2),
        });
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        EventStoreDbOptions.Faults(
            "esdb://user@a b,:0,c:99999?tls=perhaps&tls=true&size=3&nodePreference=nearest&maxDiscoverAttempts=0&keepAliveInterval=5&"
            + "discoveryInterval=soon&gossipTimeout&userCertFile=/nowhere.pem&connectionName=caf%C3%A9").Should().Equal(
            "Before the @ stands user:password, neither of them empty.",
            "'a b' is no host.",
            "'0' is no port: 1 to 65535.",
            "A host is missing.",
            "'99999' is no port: 1 to 65535.",
            "tls is true or false, not 'perhaps'.",
            "'tls' is given twice.",
            "'size' is no option.",
            "nodePreference is leader, follower, random or readOnlyReplica, not 'nearest'.",
            "maxDiscoverAttempts is 1 to 1000, not '0'.",
            "keepAliveInterval is 1000 to 86400000 milliseconds, or -1 for none, not '5'.",
            "discoveryInterval is 0 to 86400000 milliseconds, not 'soon'.",
            "'gossipTimeout' has no value: write gossipTimeout=value.",
            "connectionName is printable ASCII.",
            "userCertFile: there is no file '/nowhere.pem'.",
            "userCertFile and userKeyFile go together.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("db.example.org:2113")]
    [InlineData("https://db.example.org")]
    [InlineData("esdb+dns://db.example.org")]
    public void Another_scheme_is_a_fault(string text)
    {
        EventStoreDbOptions.Faults(text).Should().Equal("It begins with esdb:// or esdb+discover:// (or kurrentdb).");
    }

    [Theory]
    [InlineData("esdb://user:se?cret@host")]
    [InlineData("esdb://user:se/cret@host?tls=maybe")]
    [InlineData("esdb://user:secret@?x@host")]
    [InlineData("esdb://:secret@host")]
    [InlineData("esdb://user:secret@ho st:0?tls=maybe&size=1")]
    public void No_message_repeats_a_password(string text)
    {
        var parse = () => EventStoreDbOptions.Parse(text);

        var refused = parse.Should().Throw<StoreRefusedException>().Which;
        refused.Reason.Should().Be(StoreRefusedException.ConnectionInvalid);
        refused.ToString().Should().NotContain("se?cret").And.NotContain("secret").And.NotContain("cret@");
    }

    [Fact]
    public void Options_print_without_user_and_password()
    {
        EventStoreDbOptions.Parse("esdb://user:secret@a,b:1?tls=false").ToString().Should().Be("without tls a:2113,b:1 (cluster)");
    }
}
