using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Orders;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// Tells by what a customer can be recognised, so that two customers who are one person, or pay from one account, are
/// found. Identities are compared in normal form; only keyed hashes are kept, and what was given is never stored and
/// never answered. Orders that were recorded before are looked at again: commission that is in no statement is held
/// where the fraud policy says so. What is known already changes nothing.
/// </summary>
internal static class AddIdentities
{
    private const int MaxIdentities = 20;
    private const int MaxValue = 200;

    /// <summary>Something that a person is recognised by.</summary>
    /// <param name="Kind">`document`, `phone`, `email`, `device`, or `payer` for a payment account.</param>
    /// <param name="Value" example="+86 138 0000 0000">
    /// As the shop writes it; case and blanks do not matter. A phone number with its country, or a national one where
    /// the identity settings name the country.
    /// </param>
    public sealed record Identity(string Kind, string Value);

    /// <summary>What to add.</summary>
    /// <param name="Identities">1 to 20.</param>
    public sealed record Body(IReadOnlyList<Identity> Identities);

    /// <summary>A person who is recognised from now on.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<Result>;

    /// <summary>How many identities of which kind are known of a customer.</summary>
    /// <param name="Warnings">Phone numbers that could not be read and are compared as they were written.</param>
    public sealed record Result(
        string CustomerId, IReadOnlyList<IdentityCount> Identities, IReadOnlyList<Warning> Warnings);

    /// <summary>An identity that could not be taken quite as it was meant.</summary>
    /// <param name="Code" example="unreadablePhone">`unreadablePhone`.</param>
    /// <param name="Pointer" example="#/identities/0/value">JSON pointer into the request.</param>
    public sealed record Warning(string Code, string Pointer);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/identities", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe(
                "addIdentities", "Customers", "Add identities to a customer",
                "Adds 1 to 20 identities by which a customer can be recognized: documents, phones, emails, devices "
                    + "or payment accounts. Two customers who share one are detected as the same person or as paying "
                    + "from one account. Identities are compared in normal form; only keyed hashes are stored, and "
                    + "the values are never returned. Earlier orders are checked again, and commission that is in no "
                    + "statement is held where the fraud policy requires it. Adding a known identity changes "
                    + "nothing. A phone number that cannot be parsed is accepted with the warning `unreadablePhone`.")
            .Example("""
                {"identities": [{"kind": "phone", "value": "+86 138 0000 0000"}, {"kind": "payer",
                 "value": "wx-o7Ab"}]}
                """)
            .Scope(Scopes.CustomersWrite).ForBackends(Roles.Support)
            .Problems(
                CustomerProblems.CustomerNotFound, AccessProblems.IdempotencyKeyReused,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Identities).Count(1, MaxIdentities)
                .WithErrorCode("LIST_COUNT").WithMessage($"A request has 1 to {MaxIdentities} identities.");
            RuleForEach(c => c.Body.Identities).ChildRules(one =>
            {
                one.RuleFor(i => i.Kind).OneOf(IdentityForm.Kinds);
                one.RuleFor(i => i.Value).Text(1, MaxValue, value => IdentityForm.Plain(value).Length > 0)
                    .WithErrorCode("TEXT_INVALID").WithMessage($"A value has 1 to {MaxValue} characters.");
            });
        }
    }

    internal sealed class Handler(FlowContext context, SecretProtector protector, LateSuspicion suspicion)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var (key, result) = await context.Db.Write(
                context.Shop.Id, transaction => Add(transaction, command), cancel);
            await suspicion.Look(key, cancel);
            return result;
        }

        private async Task<(long Key, Result)> Add(ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            var state = reads.ShopState(transaction.ShopId);
            var customer = reads.FindCustomer(transaction.ShopId, command.CustomerId);
            var settings = reads.InForce(PutIdentitySettings.Setting, transaction.ShopId);
            await reads.Run(transaction.Cancel);
            var key = customer.OrNotFound(command.CustomerId).Key;
            var rules = settings.Content.For(context.Shop);
            var identities = command.Body.Identities;
            var forms = identities.Select(one => IdentityForm.Of(one.Kind, one.Value, rules)).ToList();
            var writes = transaction.Batch();
            writes.AddIdentities(
                transaction.ShopId, key, [.. identities.Select(one => one.Kind)],
                [.. identities.Select((one, i) =>
                    protector.Fingerprint(transaction.ShopId, $"customer.{one.Kind}", forms[i].Text))],
                state.First!.Now(context.Shop, context.Time));
            var counted = writes.CountIdentities(transaction.ShopId, key);
            await writes.Commit(transaction.Cancel);
            return (key, new Result(
                command.CustomerId, counted.List,
                [.. forms.Select((form, i) => (form, i)).Where(one => !one.form.IsReadable)
                    .Select(one => new Warning("unreadablePhone", $"#/identities/{one.i}/value"))]));
        }
    }
}
