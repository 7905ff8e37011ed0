using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace SocialCommerce.Kernel.Modules;

/// <summary>
/// A module as the host and Kernel see it: all that they know of its words. Its migrations and handlers are found in
/// its assembly.
/// </summary>
/// <param name="Assembly">Where the slices and the migrations are.</param>
/// <param name="Role">Database role that is granted the module's tables and Kernel's, and no others.</param>
/// <param name="Map">Adds the module's endpoints.</param>
public sealed record Module(
    System.Reflection.Assembly Assembly, string Role, Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder> Map)
{
    /// <summary>Registers what its slices share, and its background jobs.</summary>
    public Action<IServiceCollection> Register { get; init; } = _ => { };

    /// <summary>Reads the module's settings at the start, so that one that cannot be read stops it.</summary>
    public Action<IServiceProvider> CheckSettings { get; init; } = _ => { };

    /// <summary>The scopes of its operations.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The tags under which the document groups its operations.</summary>
    public IReadOnlyList<ApiTag> Tags { get; init; } = [];

    /// <summary>The accounts that it brings into the ledger in the shop's currency, in the order of a chart.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>The movements that it may book.</summary>
    public IReadOnlyList<LedgerMove> Moves { get; init; } = [];

    /// <summary>How the documents of the movements are found that it books, those that say more first.</summary>
    public IReadOnlyList<DocumentSource> Documents { get; init; } = [];

    /// <summary>The words of the module's API.</summary>
    public IReadOnlyList<Term> Terms { get; init; } = [];

    /// <summary>Its set-based integrity checks.</summary>
    public IReadOnlyList<IntegrityCheck> Checks { get; init; } = [];

    /// <summary>Its columns of sealed texts; first what shows that hashes are of the right key.</summary>
    public IReadOnlyList<SealedColumn> Sealed { get; init; } = [];

    /// <summary>What it knows of customers; every table of the module is named there.</summary>
    public PersonalData? Personal { get; init; }

    /// <summary>
    /// What a change of the secrets key does for the module first; it answers a line that tells of it.
    /// </summary>
    public Func<NpgsqlDataSource, SecretProtector, CancellationToken, Task<string>>? BeforeRekey { get; init; }
}
