using Npgsql;
using SocialCommerce.Api.Contract.Catalogue;

namespace SocialCommerce.Api.Contract;

/// <summary>The documents that are committed in <c>api-spec</c>, made without a database.</summary>
public static class ContractFiles
{
    /// <summary>File of the OpenAPI 3.1 document.</summary>
    public const string Latest = "openapi.json";

    /// <summary>File of the OpenAPI 3.0 document.</summary>
    public const string Older = "openapi-3.0.json";

    /// <summary>File of the problem types.</summary>
    public const string Problems = "problems.json";

    /// <summary>Writes the files.</summary>
    public static async Task Write(string directory)
    {
        await using var host = Host();
        var contract = host.Services.GetRequiredService<ContractDocument>();
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, Latest), await contract.Latest);
        await File.WriteAllTextAsync(Path.Combine(directory, Older), await contract.Older);
        await File.WriteAllTextAsync(Path.Combine(directory, Problems), ProblemCatalogue.Of(host.Services).ToJson());
    }

    /// <summary>Writes the page about all problems.</summary>
    public static async Task WriteErrors(string file)
    {
        await using var host = Host();
        await File.WriteAllTextAsync(file, ProblemCatalogue.Of(host.Services).ToMarkdown());
    }

    /// <summary>All endpoints, on a database that is never reached; nothing listens.</summary>
    public static WebApplication Host()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Services.AddSingleton(TimeProvider.System)
            .AddSingleton(new Db(NpgsqlDataSource.Create("Host=nowhere")));
        builder.AddApi(Modules.All);
        var app = builder.Build();
        app.UseApi(Modules.All);
        // A host that is not started tells the API explorer of its endpoints only so.
#pragma warning disable ASP0014
        app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
        return app;
    }
}
