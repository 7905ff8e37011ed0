namespace SocialCommerce.Kernel.Operators;

/// <summary>A person who works for the shop.</summary>
/// <param name="OperatorId">The shop's own id of the person.</param>
/// <param name="Name" example="Li Na">The name that records show.</param>
/// <param name="Roles" example="operator">What the person does, of <see cref="Operators.Roles.Known"/>.</param>
/// <param name="Active">Whether the person's keys work.</param>
/// <param name="CustomerIds">Customer ids that belong to the person; the person never approves a payment to them.
/// </param>
internal sealed record Operator(
    string OperatorId, string Name, string[] Roles, bool Active, string[] CustomerIds);
