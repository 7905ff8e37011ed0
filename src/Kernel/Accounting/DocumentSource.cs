namespace SocialCommerce.Kernel.Accounting;

/// <summary>
/// How a module finds the documents of the movements that it books. A new kind of document is a source of its module;
/// of several sources that know a movement the first one names the document.
/// </summary>
/// <param name="Events">The events of those movements.</param>
/// <param name="Sql">
/// Answers a <see cref="DocumentRow"/> for each of the movements <c>@movements</c> of <c>@shop</c> that it knows.
/// </param>
public sealed record DocumentSource(IReadOnlyList<string> Events, string Sql);
