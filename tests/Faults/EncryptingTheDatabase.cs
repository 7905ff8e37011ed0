using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Launch;
using Xunit;

namespace SocialCommerce.FaultTests;

/// <summary>A connection to PostgreSQL that may go over a network unencrypted is told at the start.</summary>
public sealed class EncryptingTheDatabase
{
    [Theory]
    [InlineData("Host=db.example")]
    [InlineData("Host=db.example:5433;SSL Mode=Prefer")]
    [InlineData("Host=10.0.0.7;SSL Mode=Disable")]
    [InlineData("Host=localhost,db.example;SSL Mode=Allow")]
    [InlineData("Host=[2001:db8::1]:5432")]
    public void A_remote_host_without_required_TLS_is_told(string connectionString) =>
        OpenTransport.Warning("SETTING", connectionString).ShouldNotBeNull().ShouldEndWith("to SETTING.");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Host=/run/postgresql")]
    [InlineData("Host=localhost")]
    [InlineData("Host=localhost:5433")]
    [InlineData("Host=127.0.0.1:5433,::1,[::1]:5433")]
    [InlineData("Host=db.example;SSL Mode=Require")]
    [InlineData("Host=db.example;SSL Mode=VerifyFull")]
    [InlineData("no connection string")]
    public void A_local_host_and_required_TLS_are_not(string? connectionString) =>
        OpenTransport.Warning("SETTING", connectionString).ShouldBeNull();

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public async Task The_start_warns_outside_development(string environment, bool warns)
    {
        // An address that nothing answers at.
        await using var api = ApiProcess.Start(
            KillableProduct.Program, ApiProcess.FreeUrl(), environment,
            ("SOCIALCOMMERCE_DATABASE", "Host=192.0.2.1;Username=app;Database=none;Timeout=1"));
        (await api.End()).ShouldBe(1);
        api.Errors.Contains("192.0.2.1 is not required to be encrypted: add 'SSL Mode=VerifyFull' to "
            + "SOCIALCOMMERCE_DATABASE.", StringComparison.Ordinal).ShouldBe(warns);
        api.Errors.ShouldContain("The database cannot be used: ");
    }
}
