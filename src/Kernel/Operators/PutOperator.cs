namespace SocialCommerce.Kernel.Operators;

/// <summary>
/// Creates or updates an operator of a shop with roles. The platform names the first ones, an administrator of the shop
/// the others; operators cannot change their own roles. The keys of an inactive operator stop working.
/// </summary>
internal static class PutOperator
{
    private const int MaxCustomers = 20;

    private static readonly string CustomersRule = $"Name at most {MaxCustomers} customers, each once.";

    /// <summary>What is said of a person.</summary>
    /// <param name="Name" example="Li Na">The name that records show.</param>
    /// <param name="Roles" example="operator">What the person does, of <see cref="Operators.Roles.Known"/>.</param>
    /// <param name="Active">Whether the person's keys work.</param>
    /// <param name="CustomerIds">Customer ids that belong to the person; the person never approves a payment to them.
    /// </param>
    public sealed record Body(
        string Name, [property: Most(20)] string[] Roles, bool Active = true, string[]? CustomerIds = null);

    /// <summary>A person to enter, or to change.</summary>
    public sealed record Command(long ShopId, string OperatorId, Body Body) : IRequest<Operator>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/shops/{shopId}/operators/{operatorId}", (
                string shopId, string operatorId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(GetShop.KeyOf(shopId), operatorId, body), cancel))
            .Describe(
                "putShopOperator", "Shops", "Create or update a shop's operator",
                "Creates an operator of a shop, or replaces name, roles and customer accounts, for the platform; use "
                    + "it to appoint the first administrators. The keys of an operator who is not active stop "
                    + "working. Sending the same data again changes nothing. A new id that looks like an existing "
                    + "one is refused with 409, an id of mixed scripts with 422.")
            .Example("""{"name": "Li Na", "roles": ["operator", "support"]}""")
            .ForPlatform()
            .Problems(
                OperatorProblems.SamePerson, ShopProblems.ShopNotFound, OperatorProblems.OperatorLooksAlike,
                CommonProblems.ValidationFailed);
        routes.MapPut("/v1/operators/{operatorId}", (
                string operatorId, Body body, Caller caller, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(caller.Shop.Id, operatorId, body), cancel))
            .Describe(
                "putOperator", "Shops", "Create or update an operator",
                "Creates a member of the shop's staff, or replaces name, roles, status and customer accounts. Set "
                    + "`active` to false to stop the person's keys. Sending the same data again changes nothing. "
                    + "Administrators cannot change their own record (403), and a new id that looks like an existing "
                    + "one is refused with 409.")
            .Example("""{"name": "Li Na", "roles": ["operator", "support"]}""")
            .Scope(Scopes.ShopWrite).ForPersons(Roles.Admin)
            .Problems(
                OperatorProblems.SamePerson, ShopProblems.ShopNotFound, OperatorProblems.OperatorLooksAlike,
                CommonProblems.ValidationFailed);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.OperatorId).MerchantId();
            RuleFor(c => c.OperatorId).Must(id => id is null || !LookAlike.MixesScripts(id))
                .WithErrorCode("ID_MIXES_SCRIPTS").WithMessage("An operator id must use letters of one script.");
            RuleFor(c => c.Body.Name).Line("NAME_INVALID", "A name");
            RuleFor(c => c.Body.Roles).NotEmpty().WithErrorCode("LIST_COUNT")
                .WithMessage("An operator has at least one role.");
            RuleFor(c => c.Body.Roles).Must(roles => roles.Distinct().Count() == roles.Length)
                .WithErrorCode("ROLE_REPEATED").WithMessage("Name each role once.");
            RuleForEach(c => c.Body.Roles).Must(Roles.Known.Contains).WithErrorCode("ROLE_UNKNOWN")
                .WithMessage($"A role is one of {string.Join(", ", Roles.Known)}.");
            RuleFor(c => c.Body.CustomerIds).Count(0, MaxCustomers).WithErrorCode("CUSTOMERS_INVALID")
                .WithMessage(CustomersRule);
            RuleFor(c => c.Body.CustomerIds).Must(ids => ids is null || ids.Distinct().Count() == ids.Length)
                .WithErrorCode("CUSTOMERS_INVALID").WithMessage(CustomersRule);
            RuleForEach(c => c.Body.CustomerIds).MerchantId();
        }
    }

    internal sealed class Handler(Db db, Caller caller, KeyRing ring, IMediator mediator)
        : IRequestHandler<Command, Operator>
    {
        public async Task<Operator> Handle(Command command, CancellationToken cancel)
        {
            if (caller.Person?.OperatorId == command.OperatorId)
                throw OperatorProblems.SamePerson.Because(
                    "You cannot change your own roles; another administrator must.");
            await mediator.Send(new GetShop.Query(command.ShopId), cancel);
            var now = new Operator(
                command.OperatorId, command.Body.Name, command.Body.Roles, command.Body.Active,
                command.Body.CustomerIds ?? []);
            await db.Write(command.ShopId, transaction => Put(transaction, now), cancel);
            ring.Forget();
            return now;
        }

        private async Task<Operator> Put(ShopTransaction transaction, Operator now)
        {
            var reads = transaction.Batch();
            // Of two new people at once the second sees the first.
            reads.Rows<long>(LockShopSql, new { shop = transaction.ShopId });
            var found = reads.Rows<Operator>(LockSql, new { shop = transaction.ShopId, now.OperatorId });
            var ids = reads.Rows<string>(IdsSql, new { shop = transaction.ShopId });
            await reads.Run(transaction.Cancel);
            var old = found.First;
            if (old is null && ids.List.Find(id => LookAlike.Are(id, now.OperatorId)) is { } other)
                throw OperatorProblems.OperatorLooksAlike.Because(
                    $"This id looks like the existing '{other}'; choose another one.");
            if (old is not null && Json.Write(old) == Json.Write(now)) return old;

            var writes = transaction.Batch();
            writes.Do(old is null ? InsertSql : UpdateSql, new
            {
                shop = transaction.ShopId,
                now.OperatorId,
                now.Name,
                now.Roles,
                now.Active,
                now.CustomerIds,
            });
            writes.Log(transaction.ShopId, caller, new AuditEntry("operator", now.OperatorId, old, now));
            await writes.Commit(transaction.Cancel);
            return now;
        }
    }

    private const string LockShopSql = "select shop_id from shops where shop_id = @shop for no key update";

    private const string IdsSql = "select operator_id from operators where shop_id = @shop";

    private const string LockSql = """
        select operator_id, name, roles, active, customer_ids from operators
        where shop_id = @shop and operator_id = @operatorId for no key update
        """;

    private const string InsertSql = """
        insert into operators (shop_id, operator_id, name, roles, active, customer_ids)
        values (@shop, @operatorId, @name, @roles, @active, @customerIds)
        """;

    private const string UpdateSql = """
        update operators set name = @name, roles = @roles, active = @active, customer_ids = @customerIds
        where shop_id = @shop and operator_id = @operatorId
        """;
}
