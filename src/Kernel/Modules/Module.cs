namespace SocialCommerce.Kernel.Modules;

/// <summary>A module as the host sees it: its routes. Its migrations and handlers are found in its assembly.</summary>
/// <param name="Assembly">Where the slices and the migrations are.</param>
/// <param name="Role">Database role that is granted the module's tables and Kernel's, and no others.</param>
/// <param name="Map">Adds the module's endpoints.</param>
public sealed record Module(
    System.Reflection.Assembly Assembly, string Role, Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder> Map)
{
    /// <summary>How the documents of the movements are found that the module books.</summary>
    public IReadOnlyList<DocumentSource> Documents { get; init; } = [];

    /// <summary>The words of the module's API.</summary>
    public IReadOnlyList<Term> Terms { get; init; } = [];
}
